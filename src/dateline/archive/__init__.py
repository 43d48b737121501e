"""Many reports at once: by several processes, or in shards by several machines."""
