"""Forms that any screen may open: a visit, an enrolment with its payment."""
