"""How every made file in the package was made, one command each."""
