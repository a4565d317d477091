//! A literal with places becomes an expression: English by `format!`, every other language by filling its own text.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Error, Expr, Ident, LitStr, Token};

struct Call {
    literal: LitStr,
    values: Punctuated<Named, Token![,]>,
}

/// `name = value`.
struct Named {
    name: Ident,
    value: Expr,
}

impl Parse for Call {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let literal = input.parse()?;
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
        Ok(Self { literal, values: Punctuated::parse_terminated(input)? })
    }
}

impl Parse for Named {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let unnamed = Error::new(input.span(), "name the value, so that translators can move it: `name = value`");
        let name = input.parse().map_err(|_| unnamed.clone())?;
        input.parse::<Token![=]>().map_err(|_| unnamed)?;
        Ok(Self { name, value: input.parse()? })
    }
}

/// The expression of one `text!`.
pub(crate) fn expand(input: TokenStream) -> syn::Result<TokenStream> {
    let Call { literal, values } = Call::parse.parse2(input)?;
    let text = literal.value();
    let places = places(&text).map_err(|what| Error::new(literal.span(), what))?;
    for value in &values {
        if !places.iter().any(|place| value.name == place.name.as_str()) {
            return Err(Error::new(value.name.span(), "this value has no place in the text"));
        }
    }
    if places.is_empty() {
        let english = LitStr::new(&text.replace("{{", "{").replace("}}", "}"), literal.span());
        return Ok(quote!(::words::whole(#literal, #english)));
    }
    let filled = places.iter().map(|place| {
        let name = &place.name;
        let alone = LitStr::new(&place.written, literal.span());
        let value = values.iter().find(|value| value.name == place.name.as_str()).map(|value| {
            let (name, value) = (&value.name, &value.value);
            quote!(, #name = #value)
        });
        quote!((#name, ::std::format!(#alone #value)))
    });
    let named = values.iter().map(|Named { name, value }| quote!(#name = #value));
    // A variable of the caller may have the same name.
    let text = Ident::new("text", Span::mixed_site());
    Ok(quote! {
        match ::words::translated(#literal) {
            ::std::option::Option::None => ::std::format!(#literal, #(#named),*),
            ::std::option::Option::Some(#text) => ::words::fill(&#text, &[#(#filled),*]),
        }
    })
}

/// `{share:.1}` in a text.
struct Place {
    name: String,
    written: String,
}

/// The places of a text, each name once.
fn places(text: &str) -> Result<Vec<Place>, &'static str> {
    let mut found: Vec<Place> = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('{') {
        if let Some(after) = after.strip_prefix('{') {
            rest = after;
            continue;
        }
        let Some((inside, after)) = after.split_once('}') else { return Err("a brace is opened and never closed") };
        let name = inside.split(':').next().unwrap_or_default();
        if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
            return Err("a place has no name: `{name}`, so that translators can move it");
        }
        if !found.iter().any(|place| place.name == name) {
            found.push(Place { name: name.to_owned(), written: format!("{{{inside}}}") });
        }
        rest = after;
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        places(text).expect("places").into_iter().map(|place| place.written).collect()
    }

    #[test]
    fn places_are_found_once_each() {
        assert_eq!(names("{a} of {b:.1}, {a}; {{}} and {{c}}"), ["{a}", "{b:.1}"]);
        assert_eq!(names("nothing"), Vec::<String>::new());
    }

    #[test]
    fn a_place_without_a_name_is_refused() {
        assert!(places("{} of {}").is_err() && places("{0}").is_err() && places("{a").is_err());
    }

    #[test]
    fn an_unnamed_or_idle_value_is_refused() {
        assert!(expand(quote!("{a}", 1 + 1)).is_err());
        assert!(expand(quote!("{a}", a = 1, b = 2)).is_err());
        assert!(expand(quote!("{a}", a = 1)).is_ok());
    }
}
