use crate::messages;
use dossier_out::Qr;
use leptos::prelude::*;

/// A QR code, dark on light in either scheme, for that is what cameras read.
pub(super) fn draw(qr: &Qr) -> AnyView {
    let Qr { size, path } = qr.clone();
    view! {
        <svg class="qr" viewBox=format!("0 0 {size} {size}") shape-rendering="crispEdges" role="img" aria-label=messages::QR_CODE_OF_LINK>
            <path class="qr-light" d=format!("M0 0h{size}v{size}h-{size}z")></path>
            <path class="qr-dark" d=path></path>
        </svg>
    }
    .into_any()
}
