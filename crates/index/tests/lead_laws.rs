//! A pack of leads lists as the whole pack does, and is the whole pack once it is completed.

mod naive;

use dossier_index::{Pack, Query, Search, pack, pack_of_leads, pack_without_words};
use dossier_model::{Corpus, EntityIndex, Facet};
use naive::corpus;
use proptest::prelude::*;

fn leads(corpus: &Corpus, max_chars: usize) -> Pack {
    Pack::open(pack_of_leads(corpus, max_chars)).expect("what was packed opens")
}

fn leaked(corpus: &Corpus) -> &'static [u8] {
    pack_without_words(corpus).leak()
}

proptest! {
    #[test]
    fn a_list_shows_the_same(corpus in corpus(), max_chars in 0_usize..60) {
        let (whole, leads) = (Pack::open(pack(&corpus)).unwrap(), leads(&corpus, max_chars));
        let query = Query::default();
        let search = Search { facets: true, ..Search::new(&query) };
        prop_assert_eq!(whole.browse(&search), leads.browse(&search));
        for document in whole.documents() {
            prop_assert_eq!(whole.document(document), leads.document(document));
            prop_assert_eq!(whole.lead(document, max_chars), leads.lead(document, max_chars));
            prop_assert!(whole.text(document).starts_with(leads.text(document)));
            for facet in Facet::ALL {
                prop_assert_eq!(whole.document_values(document, facet), leads.document_values(document, facet));
            }
        }
        for entity in (0..whole.entity_count() as u32).map(EntityIndex) {
            prop_assert_eq!(whole.other_names(entity), leads.other_names(entity));
        }
    }

    #[test]
    fn completed_it_answers_as_the_whole(corpus in corpus(), typed in "[a-c]{1,2}( [a-c]{1,2})?") {
        let (whole, leads) = (Pack::open(pack(&corpus)).unwrap(), leads(&corpus, 5));
        leads.complete(leaked(&corpus)).unwrap();
        let query = Query::parse(&typed);
        prop_assert_eq!(whole.search(&Search::new(&query)), leads.search(&Search::new(&query)));
        for document in whole.documents() {
            prop_assert_eq!(whole.text(document), leads.text(document));
            prop_assert_eq!(whole.blocks(document), leads.blocks(document));
            prop_assert_eq!(whole.annotations(document), leads.annotations(document));
            prop_assert_eq!(whole.snippet(document, &query, 9), leads.snippet(document, &query, 9));
        }
        for entity in (0..whole.entity_count() as u32).map(EntityIndex) {
            prop_assert_eq!(whole.entity(entity), leads.entity(entity));
        }
        // What is made of it is made of the whole.
        let mended = leads.mend(Vec::new(), &[], |_, _| Ok::<(), ()>(())).unwrap();
        prop_assert_eq!(whole.search(&Search::new(&query)), mended.search(&Search::new(&query)));
        for document in whole.documents() {
            prop_assert_eq!(whole.text(document), mended.text(document));
        }
    }
}

#[test]
fn a_pack_of_another_corpus_is_refused() {
    use proptest::{strategy::ValueTree, test_runner::TestRunner};
    let mut runner = TestRunner::deterministic();
    let mut corpora = (0..50).map(|_| corpus().new_tree(&mut runner).unwrap().current());
    let one = corpora.find(|corpus| corpus.documents.len() > 1).unwrap();
    let other = corpora.find(|corpus| corpus.documents.len() != one.documents.len()).unwrap();
    let leads = leads(&one, 5);
    assert!(leads.complete(leaked(&other)).is_err());
    assert!(leads.complete(b"DOSSIER").is_err());
    assert!(leads.complete(leaked(&one)).is_ok());
}
