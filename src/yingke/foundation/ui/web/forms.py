from django import forms


class SavedViewForm(forms.Form):
    table = forms.SlugField(max_length=60)
    name = forms.CharField(max_length=40)
    query = forms.CharField(max_length=1000, required=False)


def first_mistake(form: forms.BaseForm) -> str:
    """One sentence for a form that is sent from a menu and has no page of its own."""
    return next(str(error) for errors in form.errors.values() for error in errors)
