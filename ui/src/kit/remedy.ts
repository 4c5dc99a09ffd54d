/** What a click beside a finding does about it at once. */
export interface Remedy {
  label: string;
  /** More of it, where the label is short. */
  title?: string;
  /** It is under way already. */
  busy?: boolean;
  run: () => void;
}
