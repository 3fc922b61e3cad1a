type Names = readonly [string, ...string[]];

// Contains non-ASCII letters on purpose: names have them, but email addresses mostly don't.
// biome-ignore format: lists
export const firstNames: Names = [
  "Anna", "Ben", "Clara", "David", "Elif", "Felix", "Greta", "Hugo", "Ines", "Jonas", "Katharina", "Lukas",
  "Mia", "Noah", "Olga", "Paul", "Renée", "Sofía", "Till", "Ulrike", "Viktor", "Wiebke", "Yusuf", "Zoë",
  "Jürgen", "Małgorzata", "Chloé", "Matteo", "Aylin", "Søren",
];

// biome-ignore format: lists
export const lastNames: Names = [
  "Albrecht", "Bauer", "Costa", "Dietrich", "Ekström", "Fischer", "Gümüş", "Hoffmann", "Ionescu", "Jansen",
  "Kowalski", "Lefèvre", "Müller", "Novák", "O'Brien", "Peters", "Quandt", "Richter", "Schäfer", "Thomsen",
  "Urban", "Vogel", "Weiß", "Yılmaz", "Zimmermann", "van den Berg", "García Ruiz", "Meyer-Lange",
];

export interface Town {
  city: string;
  zip: string;
  country: string;
  countryCode: string;
  streets: Names;
}

// biome-ignore format: a table
export const towns: readonly [Town, ...Town[]] = [
  { city: "Leipzig", zip: "04109", country: "Germany", countryCode: "DE", streets: ["Gartenweg", "Lindenstraße", "Am Markt"] },
  { city: "Berlin", zip: "10115", country: "Germany", countryCode: "DE", streets: ["Ackerweg", "Kastanienring"] },
  { city: "München", zip: "80331", country: "Germany", countryCode: "DE", streets: ["Rosenweg", "Am Bach"] },
  { city: "Wien", zip: "1010", country: "Austria", countryCode: "AT", streets: ["Neugasse", "Parkring"] },
  { city: "Zürich", zip: "8001", country: "Switzerland", countryCode: "CH", streets: ["Seeweg", "Bergstrasse"] },
];

export const americanTowns: readonly [Town, ...Town[]] = [
  {
    city: "New York",
    zip: "10001",
    country: "United States",
    countryCode: "US",
    streets: ["Elm Street"],
  },
  {
    city: "Portland",
    zip: "04101",
    country: "United States",
    countryCode: "US",
    streets: ["Pine Street"],
  },
];
