//! The rules of rpcv2Cbor. Sources: its Smithy specification; RFC 8949.

use super::Rule;

/// Every rule on bodies, headers and errors, with all cases that there are.
pub(crate) const RULES: &[Rule] = &[
    Rule {
        words: "a request is a POST to the path of service and operation, below that of a custom endpoint",
        cases: &["Ping{Request,CustomPath,CustomPathSlash,Port}", "PingStructuresRequest", "BindingsRequest"],
        by_hand: &[],
    },
    Rule {
        words: "a request names the protocol and what it accepts, and has neither target nor query mode",
        cases: &["PingRequest"],
        by_hand: &[],
    },
    Rule {
        words: "without input there is neither body nor content type; an input without members is an empty map",
        cases: &["PingRequest", "PingStructuresRequest"],
        by_hand: &[],
    },
    Rule {
        words: "traits that bind members to HTTP do not count",
        cases: &["Bindings{Request,Response}"],
        by_hand: &[],
    },
    Rule {
        words: "an empty answer is as good as an empty map",
        cases: &["PingEmpty{Body,Map,Indefinite}", "PingStructuresEmpty{Body,Map}", "RequiredEmptyBody"],
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
        words: "an answer that does not name the protocol is none of it: its status alone counts",
        cases: &[],
        by_hand: &["an_answer_of_another_protocol_is_not_looked_into"],
    },
    Rule {
        words: "a body is one CBOR map, well-formed and not too deep",
        cases: &[],
        by_hand: &["bodies_that_are_not_cbor_maps_are_refused"],
    },
    Rule {
        words: "an error is named in `__type` and nowhere else; a nested `__type` is data",
        cases: &[
            "ErrorType{,Plain,Namespace,OtherNamespace,Last,Pieces}",
            "Error{HeaderIgnored,CodeIgnored,NestedType,OtherStatus}",
            "FailDoesNot",
        ],
        by_hand: &["an_unknown_error_has_its_code_message_and_request_id"],
    },
    Rule {
        words: "an error says `message` or `Message`, or nothing",
        cases: &["Error{Message,MessageCapital,NoMessage,BusyNoMessage}", "ErrorCapital{Message,MessageCapital}"],
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
        words: "the codes of the query protocol count only where the service is query-compatible",
        cases: &["PingRequest", "QueryErrorIgnored"],
        by_hand: &[],
    },
    Rule {
        words: "members go by their own names, whatever jsonName says, and by case",
        cases: &["Names{Sent,Received}", "ScalarsCase", "Bindings{Request,Response}", "ErrorDetails"],
        by_hand: &[],
    },
    Rule {
        words: "a time is epoch seconds behind tag 1, whatever its timestampFormat",
        cases: &[
            "Times{Plain,EpochMember,DateMember,HttpMember,EpochShape,DateShape,HttpShape}{Sent,Received}",
            "Times{EpochOverDate,DateOverHttp,HttpOverEpoch}{Sent,Received}",
            "TimeCollections{Sent,Received}",
        ],
        by_hand: &[],
    },
    Rule {
        words: "times are whole numbers or floats of any width, have milliseconds, and may lie before 1970",
        cases: &[
            "Times{Fraction,BeforeEpoch}{Sent,Received}",
            "Times{Whole,Widths,Milliseconds,MillisecondsSent,NoTag,Null}",
        ],
        by_hand: &["times_of_the_wrong_form_are_refused"],
    },
    Rule {
        words: "not a number and the infinities are floats, and no texts",
        cases: &[
            "Scalars{NotANumber,Infinite,NegativeInfinite,Extremes}{Sent,Received}",
            "{ListsFloats,MapsFloats,ChoiceNotANumber}{Sent,Received}",
        ],
        by_hand: &["numbers_of_the_wrong_form_are_refused"],
    },
    Rule {
        words: "floats have any width on input, halves too, and may be whole numbers",
        cases: &[
            "ScalarsHalves{,Smallest,NotANumber,Infinite}",
            "Scalars{OtherWidths,WideNotANumber,IntegersAsFloats}",
        ],
        by_hand: &["numbers_have_their_shortest_form"],
    },
    Rule {
        words: "whole numbers have any width on input, and are in range",
        cases: &["Scalars{Widths,Widest,Bignums}"],
        by_hand: &["numbers_of_the_wrong_form_are_refused", "numbers_have_their_shortest_form"],
    },
    Rule { words: "zero and empty are values", cases: &["Scalars{,Zero}{Sent,Received}"], by_hand: &[] },
    Rule {
        words: "texts are UTF-8, in one piece or in several",
        cases: &["ScalarsText{Sent,Received}", "Scalars{Pieces,NoPieces}"],
        by_hand: &["texts_that_are_not_utf8_are_refused"],
    },
    Rule {
        words: "lists, maps and structures may be of indefinite length",
        cases: &["{Lists,Maps,Choice}Indefinite", "PingEmptyIndefinite"],
        by_hand: &["lengths_are_not_believed"],
    },
    Rule { words: "tags that the model does not ask for are passed over", cases: &["ScalarsTags"], by_hand: &[] },
    Rule {
        words: "null and undefined are the same as absent, and absent is not sent",
        cases: &["ScalarsUnset", "{Scalars,Lists,Maps,Choice}Null", "ScalarsUndefined", "ListsLeafMembers"],
        by_hand: &[],
    },
    Rule {
        words: "null is kept where a collection is sparse, else skipped in a map and refused in a list",
        cases: &["{Lists,Maps}Sparse{Sent,Received}", "ListsSparseUndefined", "MapsDenseNull"],
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
            "Choice{Texts,Numbers,Leaf,Nothing,Again,Renamed,Collections}{Sent,Received}",
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
        by_hand: &[],
    },
    Rule {
        words: "bytes are byte strings, in one piece or in several",
        cases: &["Blobs{,Empty,Padding,Map}{Sent,Received}", "BlobsPieces"],
        by_hand: &["bytes_are_not_texts"],
    },
    Rule {
        words: "big numbers are bignums and decimal fractions, and keep every digit",
        cases: &["BigNumbers{,Negative}{Sent,Received}", "BigNumbers{SmallSent,Small,Fraction,Float}"],
        by_hand: &[],
    },
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
    Rule { words: "an unset idempotency token is filled in", cases: &["Token{Given,FilledIn}"], by_hand: &[] },
    Rule {
        words: "a prefix stands before the host",
        cases: &["Prefixed{Host,PathAndPort}", "LabelledHost"],
        by_hand: &[],
    },
    Rule {
        words: "a body of 10,240 bytes or more is gzip where the model says so",
        cases: &["CompressedSmall"],
        by_hand: &["a_large_body_is_gzip"],
    },
    Rule {
        words: "what is sensitive is sent as it is and not shown",
        cases: &["Secrets{Sent,Received}"],
        by_hand: &[],
    },
    Rule {
        words: "tokens, page sizes and items of pages are members like others",
        cases: &["Page{Request,Response}"],
        by_hand: &[],
    },
];
