module callsheet

go 1.26.8
