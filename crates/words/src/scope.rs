//! Which language is in force: for a piece of work, on its thread.

use std::cell::RefCell;

use crate::Language;

thread_local! {
    static NOW: RefCell<Language> = const { RefCell::new(Language::ENGLISH) };
}

/// Does the work with this language in force. A thread that the work starts begins in English: give it [`current`].
pub fn within<T>(language: &Language, work: impl FnOnce() -> T) -> T {
    struct Back(Language);
    impl Drop for Back {
        fn drop(&mut self) {
            NOW.with_borrow_mut(|now| std::mem::swap(now, &mut self.0));
        }
    }
    let _back = Back(NOW.replace(language.clone()));
    work()
}

/// From now on this language is in force on this thread: for a program that speaks one language to its end.
pub fn speak(language: &Language) {
    NOW.set(language.clone());
}

/// The language in force.
#[must_use]
pub fn current() -> Language {
    NOW.with_borrow(Clone::clone)
}

pub(crate) fn ask<T>(question: impl FnOnce(&Language) -> T) -> T {
    NOW.with_borrow(question)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TRIAL;

    #[test]
    fn a_language_ends_with_its_scope_even_in_a_panic() {
        let trial = Language::of(TRIAL).expect("the trial language");
        assert_eq!(within(&trial, current), trial);
        assert_eq!(current(), Language::ENGLISH);
        assert!(std::panic::catch_unwind(|| within(&trial, || panic!("broken off"))).is_err());
        assert_eq!(current(), Language::ENGLISH);
    }
}
