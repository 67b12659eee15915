$version: "2.0"
metadata a = 2
