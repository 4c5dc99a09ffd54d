-- Whether a change is replaced is asked when it arrives, by its stamp.
CREATE INDEX replaced_by_stamp ON replaced (counter, device);
