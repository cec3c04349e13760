"""Everything that is written to the service goes through here: journalled, sent once, looked for where no answer came.

`operations` says for each kind of write how it is sent and how one sees that it is done; `writer` carries out one,
`batch` many, `dispatcher` those that wait or are not known. A new kind of write is a new operation.
"""
