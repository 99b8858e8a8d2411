reference-title = Programming interface
reference-lead = Everything the pages show can also be read by programs: organisations, facets, chambers, reports.
reference-rules = Answers in JSON, UTF-8; errors as RFC 9457 problem details; cursor pages; ETag. The whole description in OpenAPI 3.1:
reference-contents = Operations
reference-parameters = Parameters
reference-answers = Answers
