//! Real laptops with real parcels.

use registry::view::ConflictView;

use super::{Act, FIELD, Player, State};
use crate::kit::{Cast, Laptop, assert_same};

pub struct Laptops {
    cast: Cast,
    id: String,
}

impl Laptops {
    /// Three laptops that all have the same inovasi.
    pub fn new() -> Self {
        let cast = Cast::new();
        let id = cast.office.register("Kado Mbak Ita");
        cast.exchange_all();
        Self { cast, id }
    }

    pub fn assert_equal(&self, why: &str) {
        let [a, b, c] = self.cast.all().map(Laptop::dump);
        assert_same(&a, &b, why);
        assert_same(&a, &c, why);
        for laptop in self.cast.all() {
            laptop.assert_healthy();
        }
    }

    fn conflict(&self, who: usize, field: &str) -> Option<ConflictView> {
        let all = self.cast.all()[who].list_conflicts().unwrap();
        all.into_iter().find(|it| it.field == field)
    }
}

impl Player for Laptops {
    fn play(&mut self, who: usize, act: Act<'_>) {
        let (laptop, id) = (self.cast.all()[who], self.id.as_str());
        let resolve = |field: &str, wanted: &dyn Fn(Option<&str>) -> bool| {
            let conflict = self.conflict(who, field).unwrap();
            let head = conflict.heads.iter().find(|it| wanted(it.value.as_deref())).unwrap();
            laptop.resolve_conflict(conflict.subject, field, &head.stamp).unwrap();
        };
        match act {
            Act::Write(value) => drop(laptop.edit_inovasi(id, FIELD, value).unwrap()),
            Act::Member(member, present) => {
                drop(laptop.set_member(id, "urusan_beririsan", member, present).unwrap());
            }
            Act::Removed(true) => drop(laptop.remove_inovasi(id).unwrap()),
            Act::Removed(false) => drop(laptop.restore_inovasi(id).unwrap()),
            Act::CarryTo(to) => drop(laptop.carry_to(self.cast.all()[to])),
            Act::Choose(value) => resolve(FIELD, &|it| it == Some(value)),
            Act::ChooseRemoved(removed) => resolve("removed", &|it| (it == Some("1")) == removed),
        }
    }

    fn state(&self, who: usize) -> State {
        let view = self.cast.all()[who].show_inovasi(&self.id).unwrap();
        let field = |name: &str| view.profile.iter().find(|it| it.field.name() == name).unwrap();
        let conflict = self.conflict(who, FIELD).map(|it| {
            let mut values: Vec<String> = it.heads.into_iter().map(|it| it.value.unwrap_or_default()).collect();
            values.sort();
            values.dedup();
            values
        });
        assert_eq!(conflict.is_some(), field(FIELD).conflict, "the field is marked as the list says");
        State {
            shown: field(FIELD).value.clone(),
            urusan: field("urusan_beririsan").members.clone(),
            removed: view.removed,
            conflict,
            member_conflict: view.conflicts.iter().any(|it| it.field.starts_with("urusan_beririsan/")),
            removal_open: view.conflicts.iter().any(|it| it.field == "removed"),
        }
    }
}
