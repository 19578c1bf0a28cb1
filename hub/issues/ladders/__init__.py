"""升级阶梯 and 办理时限, as the office keeps them: read, changed by versions, and shown by example before they count."""
