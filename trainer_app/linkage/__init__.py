"""Record linkage: how names sound, how common they are, what two records have in common, and which may be one."""
