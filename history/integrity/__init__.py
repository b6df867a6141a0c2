"""The record's invariants (docs/integrity.md): what must hold of the rows, whoever wrote them."""
