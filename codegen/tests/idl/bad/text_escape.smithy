$version: "2.0"

namespace a

@documentation("\q")
string S

@documentation("\u12")
string T

@documentation("\ud800")
string U
