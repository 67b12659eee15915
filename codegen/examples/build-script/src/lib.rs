//! A weather client: everything but this file is made from `model.json` by `build.rs`.

include!(concat!(env!("OUT_DIR"), "/weather.rs"));

// Generated files name each other from the root of their crate, which is this one.
pub use weather::*;

/// What to ask for the forecast of a station.
pub fn forecast_of(station: &str) -> operation::get_forecast::GetForecastInput {
    let mut input = operation::get_forecast::GetForecastInput::default();
    input.station = Some(station.to_owned());
    input
}
