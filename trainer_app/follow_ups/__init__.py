"""What became of those trained: interviews after months, visits in between."""
