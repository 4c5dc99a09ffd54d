//! To people where they are: reminders to perangkat daerah, the public catalogue, tables.

mod publish;
mod remind;
mod table;
