$version: "2.0"

namespace a

@documentation("""x
""")
string S
