"""Which lines of a page are its main text: features, a linear-chain model, and its weights as data."""
