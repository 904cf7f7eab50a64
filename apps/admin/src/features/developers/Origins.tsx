import { type AdminOutputs, trpc } from '../../api/trpc.ts';
import { Panel } from '../../controls/Panel.tsx';
import { Queried } from '../../controls/Queried.tsx';
import { TableSkeleton } from '../../controls/TableSkeleton.tsx';
import { AllowedOrigins } from './AllowedOrigins.tsx';
import { AllowOriginForm } from './AllowOriginForm.tsx';
import { RefusedOrigins } from './RefusedOrigins.tsx';

// Somebody opens a checkout and looks here whether it was seen.
const REFRESH_MS = 10_000;

export type OriginsList = AdminOutputs['origins']['list'];

/** Which sites may show the widget, and which tried. */
export function Origins() {
  const list = trpc.admin.origins.list.useQuery(undefined, { refetchInterval: REFRESH_MS });
  return (
    <Queried query={list} what="The sites" skeleton={<TableSkeleton label="Loading the sites" />}>
      {(data) => (
        <div className="grid items-start gap-9 xl:grid-cols-2">
          <Panel id="allowed-origins" title="Allowed origins">
            <p className="mb-3 max-w-text text-ink-2">
              The sites that may show your widget, each by the beginning of its address.
            </p>
            <div className="flex flex-col gap-4">
              <AllowedOrigins origins={data.allowed} />
              <AllowOriginForm />
            </div>
          </Panel>
          <Panel id="refused-origins" title="Seen, but not allowed">
            <p className="mb-3 max-w-text text-ink-2">
              Sites that asked for your widget and were refused. Allow those that are yours.
            </p>
            <RefusedOrigins refused={data.refused} now={data.now} />
          </Panel>
        </div>
      )}
    </Queried>
  );
}
