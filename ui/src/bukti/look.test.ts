import { expect, it } from 'vitest';
import { call } from '../ipc/backend';
import { eachDesk, reply } from '../ipc/bridge/testing';
import { jobs } from '../ipc/jobs.svelte';
import { toasts } from '../kit/toast.svelte';
import { lookAtBukti } from './look';

eachDesk();

it('looks at files that nobody has looked at, and asks for nothing where there are none', async () => {
  const registry = await call('openRegistry');
  if (!registry) throw new Error('no registry');
  const asked = reply('lookAtBukti');
  await lookAtBukti(registry);
  expect(asked).not.toHaveBeenCalled();
  await lookAtBukti({ ...registry, has_unseen: true });
  expect(asked).toHaveBeenCalledOnce();
  expect([jobs.list, toasts.list]).toEqual([[], []]);
});
