"""The indicators as pure functions: facts of the journal in, readings out."""
