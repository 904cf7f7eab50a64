import { CheckboxList, RadioList } from '../../controls/ChoiceList.tsx';
import { FilterChip } from '../../controls/FilterChip.tsx';
import { originWords, statusWords } from '../../wording/certificate-words.ts';
import { CERTIFICATE_ORIGINS, CERTIFICATE_STATUSES, type CertificateFilters, PERIODS } from './filters.ts';

export type FilterBarProps = {
  filters: CertificateFilters;
  onChange: (filters: CertificateFilters) => void;
};

const periodFilters = [
  { name: 'expires', label: 'Expires', words: (days: number) => `in ${days} days` },
  { name: 'sold', label: 'Sold', words: (days: number) => `last ${days} days` },
  { name: 'redeemed', label: 'Redeemed', words: (days: number) => `last ${days} days` },
] as const;

export function FilterBar({ filters, onChange }: FilterBarProps) {
  return (
    <fieldset className="relative flex flex-wrap gap-2">
      <legend className="sr-only">Filters</legend>
      <FilterChip
        label="Status"
        chosen={(filters.status ?? []).map((status) => statusWords[status])}
        onClear={() => onChange(without(filters, 'status'))}
      >
        <CheckboxList
          name="status"
          legend="Status"
          choices={CERTIFICATE_STATUSES.map((value) => ({ value, label: statusWords[value] }))}
          values={filters.status ?? []}
          onChange={(status) => onChange({ ...filters, status })}
        />
      </FilterChip>
      <FilterChip
        label="Origin"
        chosen={(filters.origin ?? []).map((origin) => originWords[origin])}
        onClear={() => onChange(without(filters, 'origin'))}
      >
        <CheckboxList
          name="origin"
          legend="Origin"
          choices={CERTIFICATE_ORIGINS.map((value) => ({ value, label: originWords[value] }))}
          values={filters.origin ?? []}
          onChange={(origin) => onChange({ ...filters, origin })}
        />
      </FilterChip>
      {periodFilters.map(({ name, label, words }) => {
        const days = filters[name];
        return (
          <FilterChip
            key={name}
            label={label}
            chosen={days ? [words(days)] : []}
            onClear={() => onChange(without(filters, name))}
          >
            <RadioList
              name={name}
              legend={label}
              choices={PERIODS.map((value) => ({ value, label: words(value) }))}
              value={days}
              onChange={(value) => onChange({ ...filters, [name]: value })}
            />
          </FilterChip>
        );
      })}
    </fieldset>
  );
}

function without(filters: CertificateFilters, name: keyof CertificateFilters): CertificateFilters {
  const { [name]: _removed, ...rest } = filters;
  return rest;
}
