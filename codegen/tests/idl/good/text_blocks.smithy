$version: "2.0"

namespace a

@documentation("""
    One "quoted" and ""twice"".
      Two.

    Three \
    goes on \"""
    """)
string S

@documentation("""  
    short""")
string T
