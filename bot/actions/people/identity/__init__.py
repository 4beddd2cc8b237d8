"""Who somebody is: what Teams says of them now, which is asked again and again."""
