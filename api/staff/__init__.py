"""The staff portal under `/ansatt/`: who to call, when, about what, in the person's own words.

Who may see what: for now every member of staff who can log in sees every booking and call-back, and
may change them; administrators also let colleagues in and read the access log. Every view and
change stands in that log.

Staff write no free text here. What is talked about belongs in the patient journal, not in a tool
for reaching people; the portal keeps only that somebody tried, who, when, and how it went.
"""
