"""Pure decisions about names, accounts, passwords, sessions and rights: values in, values out."""
