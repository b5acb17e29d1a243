"""The documents, one file each: gather makes frozen data, draw makes pages of it."""
