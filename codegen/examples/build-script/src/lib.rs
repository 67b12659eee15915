//! A weather client: everything but this file is made from `model.json` by `build.rs`.

include!(concat!(env!("OUT_DIR"), "/weather.rs"));

// Generated files name each other from the root of their crate, which is this one.
pub use weather::*;

/// What to ask for the forecast of a station.
///
/// # Errors
/// A required member is missing; here none can be.
pub fn forecast_of(
    station: &str,
) -> Result<operation::get_forecast::GetForecastInput, tinsmith_runtime::error::BuildError> {
    operation::get_forecast::GetForecastInput::builder().station(station).build()
}
