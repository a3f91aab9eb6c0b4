"""Pure decisions of the identity package: values in, values out."""
