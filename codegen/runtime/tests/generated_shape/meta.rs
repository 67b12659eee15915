//! Facts of the service and of this package.

use tinsmith_runtime::operation::Protocol;

/// The version of the service's model.
pub const MODEL_VERSION: &str = "2026-01-01";

tinsmith_runtime::service! { SERVICE {
    sdk_id = "Mini";
    shape_name = "MiniService";
    version = MODEL_VERSION;
    protocol = Protocol::AwsJson1_1;
    endpoint_prefix = "mini";
    signing_name = "mini";
} }

// The same service, as it would be with a past.
tinsmith_runtime::service! { QUERY_SERVICE {
    sdk_id = "Mini";
    shape_name = "MiniService";
    version = MODEL_VERSION;
    protocol = Protocol::AwsJson1_0;
    query_compatible = true;
} }
