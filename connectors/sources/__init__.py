"""Readers of the municipality's own documents: sites, folders, leaflets, lists, catalogues."""
