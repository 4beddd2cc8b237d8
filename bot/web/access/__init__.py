"""Who may ask for what: scopes, and the tokens that have them."""
