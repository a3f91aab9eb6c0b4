"""Pure decisions of the policy package: values in, values out."""
