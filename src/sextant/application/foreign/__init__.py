"""What other registries did with units that a Party authorized, or may authorize, told to this one."""
