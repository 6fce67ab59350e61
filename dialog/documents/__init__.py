"""The municipality's own documents: pages, leaflets, articles, and answers out of them."""
