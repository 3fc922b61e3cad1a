export interface Address {
  id: string;
  address1: string;
  city: string;
  zip: string;
  country: string;
  countryCode: string;
}

export interface Customer {
  id: string;
  email: string | null;
  phone: string | null;
  firstName: string | null;
  lastName: string | null;
  tags: string[];
  note: string | null;
  acceptsMarketing: boolean;
  locale: string;
  address: Address | null;
  createdAt: number;
  updatedAt: number;
}

export interface Segment {
  id: string;
  name: string;
  query: string;
  createdAt: number;
  updatedAt: number;
}
