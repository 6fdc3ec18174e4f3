//! Names of files in addresses and headers.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};

/// Characters that are no unreserved ones (RFC 3986, section 2.3), which headers take as they are, too (RFC 8187).
const RESERVED: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Returns a name in percent-encoded UTF-8: as it is, `%20` and `#` of it would say something in an address.
pub(super) fn encoded_name(name: &str) -> PercentEncode<'_> {
    utf8_percent_encode(name, &RESERVED)
}
