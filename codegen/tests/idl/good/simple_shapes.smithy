$version: "2.0"

namespace a

blob BlobShape
boolean BooleanShape
document DocumentShape
string StringShape
byte ByteShape
short ShortShape
integer IntegerShape
long LongShape
float FloatShape
double DoubleShape
bigInteger BigintegerShape
bigDecimal BigdecimalShape
timestamp TimestampShape
