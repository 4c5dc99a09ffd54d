import type { Component } from 'svelte';

/** A lucide icon, imported one by one. */
export type Icon = Component<{ size?: number | string; strokeWidth?: number | string; 'aria-hidden'?: 'true' }>;
