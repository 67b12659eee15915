
	// A comment.
$version: "2.0" // behind it

,namespace a,
,
structure S,{,,a:String,b : Integer,

}
// The last line has no end.