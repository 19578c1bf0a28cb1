"""回执: who asks for it gets it from each unit asked, by one tap of whoever acts for the unit; nobody is asked by default."""
