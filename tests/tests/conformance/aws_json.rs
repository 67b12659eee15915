//! The rules of awsJson1_0 and awsJson1_1.

use super::Rule;

/// Every rule on bodies, headers and errors, with all cases that there are.
pub(crate) const RULES: &[Rule] = &[
    Rule {
        words: "a request is a POST to `/`; the path and the port of a custom endpoint are kept",
        cases: &["Ping{Request,CustomPath,CustomPathSlash,Port}"],
        by_hand: &[],
    },
    Rule {
        words: "traits that bind members to HTTP do not count",
        cases: &["Bindings{Request,Response}"],
        by_hand: &[],
    },
    Rule {
        words: "a request has a content type, a target and a length",
        cases: &["PingRequest", "PingBodyText"],
        by_hand: &[],
    },
    Rule {
        words: "without input a client sends an empty object",
        cases: &["PingRequest", "PingBodyText", "PingStructuresRequest"],
        by_hand: &[],
    },
    Rule {
        words: "an empty answer is as good as an empty object",
        cases: &["Ping{EmptyBody,EmptyObject}", "PingStructuresEmptyBody", "RequiredEmptyBody", "ErrorEmptyBody"],
        by_hand: &[],
    },
    Rule {
        words: "cases for servers and for other protocols are left out",
        cases: &["PingServer", "ErrorServer", "PingOtherProtocol"],
        by_hand: &[],
    },
    Rule {
        words: "the content type of an answer may carry parameters",
        cases: &["PingContentTypeParameter", "PingNoContentType", "ErrorContentType"],
        by_hand: &[],
    },
    Rule {
        words: "a body is one JSON object, however it is laid out, and not too deep",
        cases: &["PingLines", "ScalarsBlanks"],
        by_hand: &["bodies_that_are_not_json_objects_are_refused"],
    },
    Rule {
        words: "an error is named in the header, in `code` or in `__type`, in this order; a nested `__type` is data",
        cases: &["ErrorType", "Error{Header,Code}First", "ErrorOtherStatus", "ErrorNestedType", "FailDoesNot"],
        by_hand: &["an_unknown_error_has_its_code_message_and_request_id"],
    },
    Rule {
        words: "the name of an error ends at the first `:` and begins behind `#`",
        cases: &["Error{Header,Code,Type}{Plain,Namespace,OtherNamespace,Uri,NamespaceUri}"],
        by_hand: &[],
    },
    Rule {
        words: "an error says `message`, `Message` or `errorMessage`, or nothing",
        cases: &[
            "Error{Message,MessageCapital,ErrorMessage}",
            "ErrorCapital{Message,MessageCapital,ErrorMessage}",
            "Error{NoMessage,BusyNoMessage}",
        ],
        by_hand: &[],
    },
    Rule {
        words: "an error has members like any structure",
        cases: &["Error{Details,DetailsMissing,Busy}"],
        by_hand: &["a_known_error_that_does_not_parse_keeps_its_code"],
    },
    Rule {
        words: "an error that does not parse keeps status, headers, request id and body",
        cases: &[],
        by_hand: &["an_error_that_does_not_parse_keeps_what_came", "a_known_error_that_does_not_parse_keeps_its_code"],
    },
    Rule {
        words: "the request id is in one of two headers",
        cases: &[],
        by_hand: &[
            "an_error_that_does_not_parse_keeps_what_came",
            "an_unknown_error_has_its_code_message_and_request_id",
        ],
    },
    Rule {
        words: "a server of 1.0 writes the whole id of an error, one of 1.1 its name",
        cases: &["ErrorType"],
        by_hand: &[],
    },
    Rule {
        words: "the codes of the query protocol count where the service is query-compatible, and there alone",
        cases: &["PingRequest", "Json10QueryError{Code,Override,None}", "Json11QueryErrorIgnored"],
        by_hand: &[],
    },
    Rule {
        words: "members go by their own names, whatever jsonName says, and by case",
        cases: &["Names{Sent,Received}", "ScalarsCase", "Bindings{Request,Response}", "ErrorDetails"],
        by_hand: &[],
    },
    Rule {
        words: "a time has the format of its member, else of its shape, else it is epoch seconds",
        cases: &[
            "Times{Plain,EpochMember,DateMember,HttpMember,EpochShape,DateShape,HttpShape}{Sent,Received}",
            "Times{EpochOverDate,DateOverHttp,HttpOverEpoch}{Sent,Received}",
            "TimeCollections{Sent,Received}",
        ],
        by_hand: &[],
    },
    Rule {
        words: "times have fractions, exponents and offsets, and may lie before 1970",
        cases: &["Times{Fraction,BeforeEpoch}{Sent,Received}", "Times{Offset,Exponent}"],
        by_hand: &[],
    },
    Rule {
        words: "not a number and the infinities are texts; no other text is a float",
        cases: &[
            "Scalars{NotANumber,Infinite,NegativeInfinite,Extremes}{Sent,Received}",
            "ScalarsIntegersAsFloats",
            "{ListsFloats,MapsFloats,ChoiceNotANumber}{Sent,Received}",
        ],
        by_hand: &["numbers_of_the_wrong_form_are_refused"],
    },
    Rule {
        words: "an integer may be written as a float, but has no fraction and is in range",
        cases: &["ScalarsWhole{Fraction,Exponent}"],
        by_hand: &["numbers_of_the_wrong_form_are_refused"],
    },
    Rule { words: "zero and empty are values", cases: &["Scalars{,Zero}{Sent,Received}"], by_hand: &[] },
    Rule {
        words: "texts are escaped as JSON says, and every escape is read",
        cases: &["ScalarsText{Sent,Received,Bytes}", "ScalarsEscapes"],
        by_hand: &[],
    },
    Rule {
        words: "null is the same as absent, and absent is not sent",
        cases: &["ScalarsUnset", "{Scalars,Lists,Maps,Choice,Documents}Null", "ListsLeafMembers"],
        by_hand: &[],
    },
    Rule {
        words: "null is kept where a collection is sparse, else skipped in a map and refused in a list",
        cases: &["{Lists,Maps}Sparse{Sent,Received}", "MapsDenseNull"],
        by_hand: &["null_in_a_dense_list_is_refused"],
    },
    Rule {
        words: "lists and maps hold every kind of value, and keys of every name",
        cases: &["{Lists,Maps}{,Empty}{Sent,Received}", "MapsTypeKey{Sent,Received}"],
        by_hand: &[],
    },
    Rule {
        words: "a union has exactly one member, of any type",
        cases: &[
            "Choice{Text,Yes,Number,Ratio,Data,Time,Date,Flavor}{Sent,Received}",
            "Choice{Texts,Numbers,Leaf,Document,Nothing,Again,Renamed,Collections}{Sent,Received}",
        ],
        by_hand: &["unions_have_exactly_one_member"],
    },
    Rule {
        words: "in a union null is skipped, and so is a `__type` that is no member",
        cases: &["Choice{Nulls,TypeHint}", "ChoiceTypeMember{Sent,Received}"],
        by_hand: &["unions_have_exactly_one_member"],
    },
    Rule {
        words: "an unknown member of a union is known to be there, and is not sent",
        cases: &[],
        by_hand: &["an_unknown_member_of_a_union_is_kept_as_such_but_not_sent"],
    },
    Rule {
        words: "unknown members are skipped at any depth",
        cases: &["PingUnknownMembers", "ScalarsUnknown", "ListsLeafMembers"],
        by_hand: &[],
    },
    Rule {
        words: "an unknown value of an enum keeps its text",
        cases: &["Enums{,Unknown,Case}{Sent,Received}", "ListsUnknownValues", "MapsUnknownKey"],
        by_hand: &["an_unknown_value_of_an_enum_keeps_its_text"],
    },
    Rule { words: "bytes are base64", cases: &["Blobs{,Empty,Padding,Map}{Sent,Received}"], by_hand: &[] },
    Rule {
        words: "a document is any JSON",
        cases: &[
            "Documents{Object,List,Text,Whole,Fraction,Boolean}{Sent,Received}",
            "Documents{EmptyObject,EmptyText,Collections}{Sent,Received}",
        ],
        by_hand: &[],
    },
    Rule { words: "big numbers keep their text", cases: &["BigNumbers{Sent,Received,Small}"], by_hand: &[] },
    Rule { words: "types may be recursive", cases: &["Trees{Sent,Received}"], by_hand: &[] },
    Rule {
        words: "a client leaves defaults of the input out, fills in nested ones, and fills in what it reads",
        cases: &["Defaults{TopLevel,Nested}{,Given}", "DefaultsReceived{,Null,Given}"],
        by_hand: &[],
    },
    Rule {
        words: "a required member that an answer lacks is the zero value of its type",
        cases: &["Required{Missing,Null,EmptyBody,Unmentioned,Given}", "ErrorDetailsMissing", "ErrorBusyNoMessage"],
        by_hand: &[],
    },
    Rule {
        words: "an unset idempotency token is a new random UUID",
        cases: &["Token{Given,FilledIn}"],
        by_hand: &["an_unset_idempotency_token_is_a_new_uuid_each_time"],
    },
    Rule {
        words: "a prefix stands before the host; its labels are checked, and it can be switched off",
        cases: &["Prefixed{Host,PathAndPort}", "LabelledHost"],
        by_hand: &["labels_of_a_host_are_checked"],
    },
    Rule {
        words: "a body of 10,240 bytes or more is gzip where the model says so",
        cases: &["Compressed{Small,Below,At}"],
        by_hand: &["a_large_body_is_gzip", "compression_follows_its_options"],
    },
    Rule {
        words: "what is sensitive is sent as it is and not shown",
        cases: &["Secrets{Sent,Received}"],
        by_hand: &["what_is_sensitive_is_not_shown"],
    },
    Rule {
        words: "tokens, page sizes and items of pages are members like others",
        cases: &["Page{Request,Response}"],
        by_hand: &["tokens_and_items_of_pages_may_be_nested"],
    },
];
