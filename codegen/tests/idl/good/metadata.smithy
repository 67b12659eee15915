$version: "2.0"
metadata a = "text"
metadata "b c" = { list: [1, "x"], "quoted key": null }
metadata id = required
