//! What can be asked for: the rows of the table, flat.

use super::actor::TokenScope;

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $scope:ident;)+) => {
        /// What can be asked for: the rows of the table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Action { $($(#[$doc])* $name,)+ }

        impl Action {
            /// All of them, for the table's test.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The word in the table.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// What a token must be made for to be used for it.
            pub(super) const fn token_scope(self) -> TokenScope {
                match self { $(Self::$name => TokenScope::$scope,)+ }
            }
        }
    };
}

actions! {
    /// Read an organisation, alone or in a list, a figure or an export.
    ReadOrganisation = "read_organisation", Read;
    /// Say that something about an organisation is wrong.
    ReportOrganisation = "report_organisation", Read;
    /// Read an opportunity that everybody may see, alone or in a list or an export.
    ReadOpportunity = "read_opportunity", Read;
    /// Read a practice that everybody may see, alone or in a list.
    ReadPractice = "read_practice", Read;
    /// Write what a register or a file of organisations says.
    ImportOrganisations = "import_organisations", Never;
    /// Look at the runs of imports: what was read, how far, what was rejected.
    ReadRuns = "read_runs", Never;
    /// Start, cancel and resume imports.
    ManageRuns = "manage_runs", Never;
    /// Count, erase a payload, mend what only the platform touches.
    Maintain = "maintain", Never;

    /// Make an account, sign in, ask for a new password: what comes before there is an actor.
    SignIn = "sign_in", Never;
    /// Read and change one's own account; end one's sessions.
    ManageAccount = "manage_account", Never;
    /// Change how one signs in: password, second factor, passkeys, tokens; the export of one's data.
    ManageCredentials = "manage_credentials", Never;
    /// Erase a person.
    ErasePerson = "erase_person", Never;
    /// Take a lost second factor away from somebody who was seen in person: two moderators, a day's wait.
    RecoverAccount = "recover_account", Never;
    /// Take an objection by number in, or back: an organisation is erased and stays away.
    HandleObjection = "handle_objection", Never;
    /// Give and take mandates in a chamber.
    GrantMandate = "grant_mandate", Never;

    /// Begin a draft of an organisation; claim one that is there.
    StartJoining = "start_joining", Join;
    /// Read and change one's own draft, and send it.
    EditDraft = "edit_draft", Join;
    /// Change what an organisation says of itself.
    EditOrganisation = "edit_organisation", Join;
    /// Write an opportunity of an organisation, send it, take it back.
    EditOpportunity = "edit_opportunity", Join;
    /// Write a practice of an organisation, send it, take it back; say that somebody took one up.
    EditPractice = "edit_practice", Join;
    /// Say that what was said of an organisation still holds: its people, or whoever holds a link about it.
    ConfirmFacts = "confirm_facts", Join;
    /// Read an organisation's private pages: members, drafts, cases.
    ReadPrivate = "read_private", Read;
    /// Invite colleagues, change and end their roles, ask for a protected change, leave with the organisation.
    ManageMembers = "manage_members", Never;
    /// List a registered organisation in a chamber's name; write to its owner and put its texts into other languages.
    ListOrganisation = "list_organisation", Cases;

    /// Bring a chamber's own spreadsheet into the directory, and take such a run back.
    BringChamberFile = "bring_chamber_file", Never;

    /// See a case: its chamber, who applied.
    ReadCase = "read_case", Read;
    /// Take, ask, note, hand over.
    WorkCase = "work_case", Cases;
    /// Decide a case, or propose and second.
    DecideCase = "decide_case", Cases;
    /// Take an opportunity into review, score it.
    ReviewOpportunity = "review_opportunity", Cases;
    /// Look at a practice for the chamber whose turn it is, and say what becomes of it.
    ReviewPractice = "review_practice", Cases;
    /// Decide about content that somebody reported.
    DecideContent = "decide_content", Cases;
    /// Answer what a chamber asked, add documents, withdraw.
    AnswerCase = "answer_case", Join;
    /// Appeal against a decision.
    AppealCase = "appeal_case", Join;
    /// Decide an appeal that came to this chamber.
    DecideAppeal = "decide_appeal", Never;
    /// See an introduction: the people of the two organisations, the advisers of their chambers.
    ReadIntroduction = "read_introduction", Read;
    /// Ask for an introduction and answer one, in an organisation's name.
    SpeakIntroduction = "speak_introduction", Join;
    /// Say in an organisation's name that it took a practice up, or that it did not.
    ConfirmAdoption = "confirm_adoption", Join;
    /// Look at an introduction, pass it on, and accompany it, in a chamber's name.
    AdviseIntroduction = "advise_introduction", Cases;

    /// See what young companies say for professional investors: somebody who declared to be one, for an investor organisation.
    ReadFunding = "read_funding", Read;
    /// Look at whom an investor organisation follows, and at what it looks for: its people, nobody else.
    ReadWorkspace = "read_workspace", Read;
    /// Follow an organisation, or keep a search, in an investor organisation's name.
    EditWorkspace = "edit_workspace", Join;
    /// Register where programs are told what happens, for an organisation or a chamber, and see to it.
    ManageWebhooks = "manage_webhooks", Join;

    /// Read a chamber's own figures and its people.
    ReadChamber = "read_chamber", Read;
}
