"""Labels, customs documents and manifests, drawn on paper."""
