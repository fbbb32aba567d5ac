"""Features of images: small classifiers that ship with ganbench, and Inception where it is."""
