//! A newer program from a file: who is believed, what is refused, and that nothing is
//! started before everything is backed up and proved.

mod hostile;
mod install;
mod newer;
