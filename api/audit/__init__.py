"""Who among the staff saw or changed what: written with the change, read by administrators."""
