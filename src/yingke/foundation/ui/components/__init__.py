"""The components of the design system: template tags whose attributes Django itself checks.

Each is an ordinary tag function with keyword-only parameters, so a template that names an attribute
which is not declared does not compile.  README.md lists them; the gallery shows every variant.
"""
